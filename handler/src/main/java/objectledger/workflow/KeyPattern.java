package objectledger.workflow;

import java.util.List;

/**
 * A pattern of keys, compared part by part, at any depth: {@code name} matches objects of that
 * name, {@code folder/} everything in a folder of that name, and a slash at the beginning the root
 * of the bucket. {@code *} matches any characters but a slash; every other character matches
 * itself.
 *
 * <p>It is not a regular expression, because whoever uploads chooses the key, and could make one
 * run very long.
 *
 * @param text the pattern
 */
public record KeyPattern(String text) {
  public boolean matches(String key) {
    var isAtRoot = text.startsWith("/");
    var isFolder = text.endsWith("/");
    var pattern = parts(text.substring(isAtRoot ? 1 : 0, text.length() - (isFolder ? 1 : 0)));
    var parts = parts(key);
    // The part after a folder counts too, even if it is empty because the key is that of the
    // folder.
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

  /** The first match of each piece is as good as a later one, so there is no backtracking. */
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
