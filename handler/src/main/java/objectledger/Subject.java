package objectledger;

/** What is said of an event or a task that could not be dealt with: the object, if it names one. */
final class Subject {
  private Subject() {}

  static String of(Json json) {
    try {
      if (json.get("taskId").isAbsent()) {
        var event = EventReader.read(json);
        return "s3://" + event.bucket() + "/" + event.key();
      }
      var task = BatchTask.read(json);
      return "s3://" + task.bucket() + "/" + task.key();
    } catch (RuntimeException e) {
      return json.path().isEmpty() ? "the event" : json.path();
    }
  }
}
