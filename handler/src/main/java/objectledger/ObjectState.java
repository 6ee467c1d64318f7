package objectledger;

import java.util.Map;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What was found when the object of an event was looked at. */
sealed interface ObjectState {

  /** The very object that the event speaks of, with its tags. */
  record Present(HeadObjectResponse head, Map<String, String> tags) implements ObjectState {}

  /** It is there, encrypted with a key of the customer's, without which S3 tells only the tags. */
  record CustomerEncrypted(Map<String, String> tags) implements ObjectState {}

  /** It was deleted before it was read. */
  record Gone() implements ObjectState {}

  /** It was overwritten, in a bucket that keeps no versions, before it was read. */
  record Superseded() implements ObjectState {}

  /** The event says that it is deleted: there is nothing to read. */
  record Unread() implements ObjectState {}
}
