package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Proves that a listing gives keys as they are, and goes on after them, whatever is in them. */
class SourceListingTest {
  private static final List<String> KEYS =
      List.of("a\u0001b", "c\rd", "e\r\nf", "g + h%2Bi", "j\uffff", "Köln/😀", "k&<>\"'", "l\tm");

  private final List<String> queries = new ArrayList<>();
  private HttpServer server;
  private S3Client s3;

  /** Lists one key a page, encoded as S3 does where it is asked to, else as it is. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var query = exchange.getRequestURI().getRawQuery();
          queries.add(query);
          var number = queries.size() - 1;
          var encoded = query.contains("encoding-type=url");
          var key = encoded ? encode(KEYS.get(number)) : KEYS.get(number);
          var body = page(query.contains("versions"), encoded, key, number + 1 < KEYS.size());
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    s3 =
        S3Client.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .forcePathStyle(true)
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyKeyIsListedAsItIsAndTheListingGoesOnAfterIt(boolean allVersions) {
    var listing = new SourceListing(s3, Stacks.source("source", "source"), "", allVersions, 1);
    var listed = new ArrayList<String>();

    var page = listing.after(Listing.Position.START);
    page.items().forEach(item -> listed.add(item.key()));
    while (page.next().isPresent()) {
      page = listing.after(page.next().get());
      page.items().forEach(item -> listed.add(item.key()));
    }

    assertThat(listed).isEqualTo(KEYS);
    var marker = allVersions ? "key-marker=" : "start-after=";
    for (var i = 1; i < KEYS.size(); i++) {
      assertThat(queries.get(i)).contains(marker + encode(KEYS.get(i - 1)).replace("+", "%20"));
    }
  }

  private static byte[] page(boolean versions, boolean encoded, String key, boolean isTruncated) {
    var encoding = encoded ? "<EncodingType>url</EncodingType>" : "";
    var object =
        versions
            ? "<NextKeyMarker>%1$s</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>"
                + "<Version><Key>%1$s</Key><VersionId>v</VersionId><IsLatest>true</IsLatest>"
                + "</Version>"
            : "<Contents><Key>%s</Key></Contents>";
    var element = versions ? "ListVersionsResult" : "ListBucketResult";
    return "<%1$s>%2$s<IsTruncated>%3$s</IsTruncated>%4$s</%1$s>"
        .formatted(element, encoding, isTruncated, object.formatted(key))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }
}
