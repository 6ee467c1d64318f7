package objectledger.json;

/**
 * The place of a value in a JSON document. It becomes text only for an error, because a path is
 * made for each value that is looked for, and hardly any of them is in an error.
 *
 * @param parent of the value; null at the root
 * @param step from the parent: a member's name, an element's index, or {@link #DOCUMENT}; at the
 *     root the document's name
 */
public record JsonPath(JsonPath parent, Object step) {
  /** The step from a text to the document in it. */
  private static final Character DOCUMENT = '→';

  JsonPath member(String name) {
    return new JsonPath(this, name);
  }

  JsonPath element(int index) {
    return new JsonPath(this, index);
  }

  /** The root of the document in this text. */
  JsonPath document() {
    return new JsonPath(this, DOCUMENT);
  }

  /** As {@code Records[0].s3.object.key}, or {@code body→Records} in a document in a text. */
  @Override
  public String toString() {
    if (parent == null) {
      return step.toString();
    }
    var before = parent.toString();
    return switch (step) {
      case Integer index -> before + "[" + index + "]";
      case String name when !before.isEmpty() && !DOCUMENT.equals(parent.step) ->
          before + "." + name;
      default -> before + step;
    };
  }
}
