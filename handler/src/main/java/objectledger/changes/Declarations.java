package objectledger.changes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;

/**
 * The declared labels, which Terraform writes as one object.
 *
 * @param labels by their names
 */
public record Declarations(Map<String, Declaration> labels) {
  private static final String STREAM = "/stream/";

  /**
   * Reads the declarations.
   *
   * @throws InvalidInputException if they are not what Terraform writes
   */
  public static Declarations read(byte[] content) {
    try {
      var labels = JsonValue.read(new ByteArrayInputStream(content)).get("labels");
      var declared = new LinkedHashMap<String, Declaration>();
      for (var name : labels.names()) {
        declared.put(name, DeclarationReader.read(name, labels.get(name)));
      }
      return new Declarations(declared);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is read without input or output", e);
    }
  }

  /**
   * The label of a stream; empty if none is declared for it.
   *
   * @param arn of the stream: that of a table's stream has the time at its end, which a plan does
   *     not know
   */
  public Optional<Declaration> ofStream(String arn) {
    var source = arn.contains(":dynamodb:") ? beforeStream(arn) : arn;
    return labels.values().stream().filter(label -> label.source().equals(source)).findFirst();
  }

  private static String beforeStream(String arn) {
    var end = arn.indexOf(STREAM);
    return end < 0 ? arn : arn.substring(0, end);
  }
}
