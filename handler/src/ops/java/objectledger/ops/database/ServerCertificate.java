package objectledger.ops.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A key and its self-signed certificate, as PEM. The certificate is its own authority, as the ones
 * are that a client is given as a value.
 *
 * @param keyFile the private key, which its owner alone can read: otherwise PostgreSQL refuses it
 */
public record ServerCertificate(String pem, Path certificateFile, Path keyFile) {
  private static final String PASSWORD = "changeit";

  /** Days for which it is valid: longer than a local environment lives. */
  private static final String DAYS = "365";

  /**
   * Makes one by the JDK's keytool.
   *
   * @param names whom it is for, such as {@code ip:127.0.0.1,dns:localhost}
   */
  public static ServerCertificate create(Path folder, String names)
      throws IOException, InterruptedException {
    var store = folder.resolve("tls.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    run(
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=" + names,
            "-validity",
            DAYS,
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var pem = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
      var key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
      Files.delete(store);
      return new ServerCertificate(
          pem,
          Files.writeString(folder.resolve("server.crt"), pem),
          writePrivately(folder.resolve("server.key"), key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file that nobody else can read, also before its content is there. */
  static Path writePrivately(Path file, String content) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.deleteIfExists(file);
    return Files.writeString(Files.createFile(file, owner), content);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
  }

  private static String pem(String kind, byte[] der) {
    var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, encoded, kind);
  }
}
