package objectledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a function is started: as Lambda's runtime {@code java21} does it.
 *
 * @param place where everything is
 * @param variant which function
 * @param megabytes its memory size
 * @param snapStart whether it is started for a snapshot
 * @param settings what its environment has beside the usual
 * @param flags of the JVM, beside the usual
 */
record Launch(
    Place place,
    Variant variant,
    int megabytes,
    boolean snapStart,
    Map<String, String> settings,
    List<String> flags) {

  /** Of the memory size, for the heap: what the managed runtime's own command line shows. */
  private static final double HEAP_SHARE = 0.85;

  /**
   * Where everything is.
   *
   * @param variants a folder with a folder for each function
   * @param runtimeClient the folder of AWS's runtime interface client
   * @param work where the bench's own files are: TLS, the client's native part, the log
   * @param endpoint the stub's
   */
  record Place(Path variants, Path runtimeClient, Path work, String endpoint) {

    Launch of(Variant variant, int megabytes) {
      return new Launch(this, variant, megabytes, false, Map.of(), List.of());
    }

    /** Not everybody has Node.js. */
    boolean has(Variant variant) {
      return Files.isDirectory(variants.resolve(variant.folder));
    }
  }

  Launch forSnapshot() {
    return new Launch(place, variant, megabytes, true, settings, flags);
  }

  Launch with(Map<String, String> settings) {
    return new Launch(place, variant, megabytes, snapStart, settings, flags);
  }

  Launch with(String flag) {
    return new Launch(place, variant, megabytes, snapStart, settings, List.of(flag));
  }

  Path folder() {
    return place.variants().resolve(variant.folder);
  }

  /** What the processes print. */
  Path log() {
    return place.work().resolve("functions.log");
  }

  List<String> command() {
    return variant == Variant.NODE ? List.of("node", variant.handler) : java();
  }

  /** As a managed Java runtime was seen to have them, but for the class-data archive of AWS. */
  private List<String> java() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:MaxHeapSize=" + (int) (megabytes * 1024 * HEAP_SHARE) + "k");
    // The heap that a JVM begins with is a share of the machine's memory: of a function's, in
    // Lambda.
    command.add("-XX:MaxRAM=" + megabytes + "m");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-Djava.net.preferIPv4Stack=true",
            "-XX:+ErrorFileToStderr",
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                + place.work().resolve("runtime-client.so"),
            // Newer JDKs warn otherwise that the client has a native part.
            "--enable-native-access=ALL-UNNAMED",
            "-Djavax.net.ssl.trustStore=" + place.work().resolve("trust.p12")));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            place.runtimeClient() + "/*",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            variant.handler));
    return command;
  }

  /** What Lambda documents, and nothing of this machine. */
  Map<String, String> environment(String runtimeApi) {
    var environment = new HashMap<String, String>();
    environment.put("SOURCE_BUCKETS", "source-bucket");
    environment.put("LEDGER_BUCKET", "ledger-bucket");
    environment.put("BUCKET_OWNER", "123456789012");
    environment.put("LATEST_ENABLED", "false");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL", place.endpoint());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "object-ledger");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(megabytes));
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    environment.put("LAMBDA_TASK_ROOT", folder().toString());
    environment.put("_HANDLER", variant.handler);
    environment.put("LANG", "en_US.UTF-8");
    environment.put("PATH", System.getenv("PATH"));
    environment.put("NODE_EXTRA_CA_CERTS", place.work().resolve("stub.pem").toString());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand");
    if (snapStart) {
      environment.put(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + runtimeApi + "/credentials");
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "example");
    } else {
      environment.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
      environment.put("AWS_SECRET_ACCESS_KEY", "example");
      environment.put("AWS_SESSION_TOKEN", "example");
    }
    environment.putAll(settings);
    return environment;
  }
}
