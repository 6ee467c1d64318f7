package objectledger.workflow;

import java.util.List;

/**
 * A pattern of keys, compared part by part, at any depth: {@code name} stands for the objects of
 * that name, {@code folder/} for all that is in a folder of that name, a slash at the beginning for
 * the bucket's root. {@code *} stands for any characters but a slash; everything else is itself.
 *
 * <p>No regular expression: an uploader chooses the key, and could make one take very long.
 *
 * @param text the pattern
 */
public record KeyPattern(String text) {
  public boolean matches(String key) {
    var isAtRoot = text.startsWith("/");
    var isFolder = text.endsWith("/");
    var pattern = parts(text.substring(isAtRoot ? 1 : 0, text.length() - (isFolder ? 1 : 0)));
    var parts = parts(key);
    // What follows a folder is a part too, though an empty one where the key is the folder's own.
    var last = parts.size() - pattern.size() - (isFolder ? 1 : 0);
    var first = isFolder ? 0 : last;
    for (var at = Math.max(0, first); at <= (isAtRoot ? Math.min(0, last) : last); at++) {
      if (isAt(at, parts, pattern)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(int start, List<String> parts, List<String> pattern) {
    for (var i = 0; i < pattern.size(); i++) {
      if (!isLike(parts.get(start + i), pattern.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The first place of each piece is as good as any later one, so none is tried twice. */
  private static boolean isLike(String part, String pattern) {
    var pieces = List.of(pattern.split("\\*", -1));
    if (pieces.size() == 1) {
      return part.equals(pattern);
    }
    var end = part.length() - pieces.getLast().length();
    if (!part.startsWith(pieces.getFirst()) || !part.endsWith(pieces.getLast())) {
      return false;
    }
    var at = pieces.getFirst().length();
    for (var piece : pieces.subList(1, pieces.size() - 1)) {
      at = part.indexOf(piece, at);
      if (at < 0) {
        return false;
      }
      at += piece.length();
    }
    return at <= end;
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
