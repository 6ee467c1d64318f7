package objectledger.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Sees what S3 answers, and finds what the SDK would leave out without a word: a newer S3 may have
 * kinds of targets and of filters that this SDK does not know, and who writes the configuration
 * back without them removes them.
 */
public final class NotificationKinds implements ExecutionInterceptor {
  /** The elements that are known, by the element that they are in. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "NotificationConfiguration",
          Set.of(
              "CloudFunctionConfiguration",
              "EventBridgeConfiguration",
              "QueueConfiguration",
              "TopicConfiguration"),
          "CloudFunctionConfiguration",
          Set.of("CloudFunction", "Event", "Filter", "Id"),
          "QueueConfiguration",
          Set.of("Event", "Filter", "Id", "Queue"),
          "TopicConfiguration",
          Set.of("Event", "Filter", "Id", "Topic"),
          "Filter",
          Set.of("S3Key"),
          "S3Key",
          Set.of("FilterRule"),
          "FilterRule",
          Set.of("Name", "Value"));

  private byte[] answer = {};

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    try (var body = context.responseBody().orElse(InputStream.nullInputStream())) {
      answer = body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(new ByteArrayInputStream(answer));
  }

  /**
   * Refuses what is not known, by its name.
   *
   * @throws CommandException if the last answer has such a thing
   */
  void refuseUnknown(String bucket) {
    List<String> unknown;
    try {
      unknown = unknown();
    } catch (XMLStreamException e) {
      throw new CommandException("the notification of " + bucket + " is no XML", e);
    }
    if (!unknown.isEmpty()) {
      throw new CommandException(
          "%s notifies in a way that this program does not know, and could not keep: %s"
              .formatted(bucket, String.join("; ", unknown)),
          List.of(
              "write trigger = \"eventbridge\" for it, and let the bucket's owner switch EventBridge"
                  + " on: the notification then stays as it is"));
    }
  }

  private List<String> unknown() throws XMLStreamException {
    var unknown = new ArrayList<String>();
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    var xml = factory.createXMLStreamReader(new ByteArrayInputStream(answer));
    var path = new ArrayList<String>();
    var foundInRule = new ArrayList<String>();
    var id = "";
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamReader.START_ELEMENT -> {
          var name = xml.getLocalName();
          var parent = path.isEmpty() ? "" : path.getLast();
          if (!path.isEmpty() && !KNOWN.getOrDefault(parent, Set.of(name)).contains(name)) {
            foundInRule.add(name);
          }
          if (name.equals("Id") || name.equals("Name")) {
            var text = xml.getElementText();
            if (name.equals("Id")) {
              id = text;
            } else if (!text.equalsIgnoreCase("prefix") && !text.equalsIgnoreCase("suffix")) {
              foundInRule.add("a filter of " + text);
            }
          } else {
            path.add(name);
          }
        }
        case XMLStreamReader.END_ELEMENT -> {
          path.removeLast();
          if (path.size() == 1) {
            for (var found : foundInRule) {
              unknown.add(found + (id.isEmpty() ? "" : " of the rule " + id));
            }
            foundInRule.clear();
            id = "";
          }
        }
        default -> {}
      }
    }
    return unknown;
  }
}
