package objectledger.ops;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonWriter;

/** A recorded event in a file, with which a function is invoked. */
public record EventFile(Path file) {
  /**
   * The file that the setting {@code EVENT} names.
   *
   * @param cure what to do where there is none
   * @throws CommandException if there is no such file
   */
  public static EventFile setting(String cure) {
    var file = Path.of(Command.setting("EVENT"));
    if (!Files.isRegularFile(file)) {
      throw new CommandException("EVENT names no file: " + file, List.of(cure));
    }
    return new EventFile(file);
  }

  public FunctionInvoker.Response invoke(FunctionInvoker function) throws IOException {
    return function.invoke(Files.readAllBytes(file));
  }

  /** Prints what the function answered, on one line. */
  public static void print(FunctionInvoker.Response response, PrintStream out) {
    if (response.json().value() instanceof Map<?, ?>) {
      var answer = new LinkedHashMap<String, Object>();
      response.json().names().forEach(n -> answer.put(n, response.json().get(n).value()));
      out.print(new String(JsonWriter.toLine(answer), StandardCharsets.UTF_8));
    } else {
      out.println(TerminalText.of(String.valueOf(response.json().value())));
    }
  }
}
