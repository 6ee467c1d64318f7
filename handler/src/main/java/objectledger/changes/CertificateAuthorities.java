package objectledger.changes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that sign a server's, from PEM in memory. */
final class CertificateAuthorities {
  private CertificateAuthorities() {}

  /**
   * TLS for a client that trusts them only.
   *
   * @param pem one or more certificates; empty for those of the JDK
   * @throws IllegalArgumentException if a certificate in it cannot be read, or there is none
   */
  static SSLContext context(String pem) {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(pem.isEmpty() ? null : store(pem));
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "ca: write the certificates in PEM, each from BEGIN to END: " + e.getMessage(), e);
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("there is none");
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }
}
