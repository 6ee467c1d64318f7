package objectledger.startup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a self-signed certificate for the stub server, created in memory. The JDK has no API
 * that creates a certificate, so this encodes a minimal one in DER (X.690).
 */
public final class SelfSignedCertificate {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final char[] NO_PASSWORD = {};

  /** The algorithm and size of S3's keys, so that the same code runs. */
  private static final int BITS = 2_048;

  /** sha256WithRSAEncryption, without parameters. */
  private static final byte[] ALGORITHM =
      der(SEQUENCE, oid(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 0x0B), der(5));

  private final KeyPair pair;
  private final Certificate certificate;

  public SelfSignedCertificate() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    pair = generator.generateKeyPair();
    var content = content();
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    var encoded = der(SEQUENCE, content, ALGORITHM, der(3, new byte[1], signature.sign()));
    certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** For the server, which presents the certificate. */
  public KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    var store = emptyStore();
    store.setKeyEntry("loopback", pair.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** For the client, which trusts this certificate only. */
  public TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    var store = emptyStore();
    store.setCertificateEntry("loopback", certificate);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private byte[] content() {
    var commonName = der(SEQUENCE, oid(0x55, 4, 3), der(0x0C, ascii("loopback")));
    var name = der(SEQUENCE, der(SET, commonName));
    var validity =
        der(SEQUENCE, der(0x18, ascii("20000101000000Z")), der(0x18, ascii("99991231235959Z")));
    var address = der(SEQUENCE, der(0x87, new byte[] {127, 0, 0, 1}));
    var alternativeName = der(SEQUENCE, oid(0x55, 0x1D, 0x11), der(4, address));
    return der(
        SEQUENCE,
        der(0xA0, der(2, new byte[] {2})),
        der(2, new byte[] {1}),
        ALGORITHM,
        name,
        validity,
        name,
        pair.getPublic().getEncoded(),
        der(0xA3, der(SEQUENCE, alternativeName)));
  }

  private static byte[] oid(int... bytes) {
    var content = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return der(6, content);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** One DER value: tag, length, parts. */
  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var length = content.size();
    var value = new ByteArrayOutputStream(length + 4);
    value.write(tag);
    if (length > 0xFF) {
      value.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8)});
    } else if (length > 0x7F) {
      value.write(0x81);
    }
    value.write(length);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
