package objectledger;

import java.util.Map;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The state of an object when it was read. The record has it as {@code object_state}. */
sealed interface ObjectState {

  /** The object of the event exists. */
  record Present(HeadObjectResponse head, Map<String, String> tags) implements ObjectState {}

  /**
   * It exists, encrypted with a customer-provided key (SSE-C), without which S3 returns only the
   * tags.
   */
  record CustomerEncrypted(Map<String, String> tags) implements ObjectState {}

  /** It was deleted before it could be read. */
  record Gone() implements ObjectState {}

  /** It was overwritten before or while it was read. */
  record Superseded() implements ObjectState {}

  /** The event is a deletion: there is nothing to read. */
  record Unread() implements ObjectState {}
}
