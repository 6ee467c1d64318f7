package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key and its self-signed certificate, as PEM. The certificate is its own authority, as the ones
 * that a client is given as a value are.
 *
 * @param keyFile the private key, which only its owner can read
 */
public record TestCertificate(String pem, Path certificateFile, Path keyFile) {
  private static final String PASSWORD = "changeit";

  /**
   * Makes one by the JDK's keytool.
   *
   * @param names whom it is for, such as {@code ip:127.0.0.1,dns:localhost}
   */
  public static TestCertificate create(Path folder, String names)
      throws IOException, InterruptedException {
    var store = folder.resolve("tls.p12");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "server", "-keyalg", "RSA", "-keysize"));
    command.addAll(List.of("2048", "-dname", "CN=test", "-ext", "san=" + names));
    command.addAll(List.of("-validity", "30", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var told = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(told).isZero();
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var pem = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
      var key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
      var certificateFile = Files.writeString(folder.resolve("server.crt"), pem);
      var owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var keyFile = Files.createFile(folder.resolve("server.key"), owner);
      return new TestCertificate(pem, certificateFile, Files.writeString(keyFile, key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, encoded, kind);
  }
}
