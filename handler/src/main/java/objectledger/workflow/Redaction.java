package objectledger.workflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import objectledger.parameters.Secret;

/**
 * Removes secrets from a text of another party that may repeat them: as they are, in hex, or in
 * Base64 at any offset, each also escaped once or twice for JSON, URLs or HTML, or broken into
 * lines. All are searched before any is removed, because one may be part of another, whose rest
 * would remain.
 */
final class Redaction {
  /** Shorter pieces of Base64 would match by chance. */
  private static final int MIN_PIECE = 4;

  private final List<String> forms;

  /** Creates the redaction of some secrets. */
  Redaction(Stream<Secret> secrets) {
    this.forms =
        secrets
            .map(Secret::reveal)
            .filter(text -> !text.isEmpty())
            .flatMap(Redaction::forms)
            .distinct()
            .toList();
  }

  /** The text with a placeholder for each occurrence of a secret in any form. */
  String apply(String text) {
    var places = new BitSet(text.length());
    var plain = EscapedText.of(text);
    mark(plain, places);
    for (var once : plain.unescaped()) {
      mark(once, places);
      once.unescaped().forEach(twice -> mark(twice, places));
    }
    return cut(text, places);
  }

  private void mark(EscapedText view, BitSet places) {
    for (var form : forms) {
      for (var at = view.text().indexOf(form); at >= 0; at = view.text().indexOf(form, at + 1)) {
        places.set(view.start(at), view.end(at + form.length() - 1));
      }
    }
  }

  private static String cut(String text, BitSet places) {
    var shown = new StringBuilder(text.length());
    for (var at = 0; at < text.length(); ) {
      if (places.get(at)) {
        shown.append(Secret.REDACTED);
        at = places.nextClearBit(at);
      } else {
        shown.append(text.charAt(at++));
      }
    }
    return shown.toString();
  }

  private static Stream<String> forms(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var hex = HexFormat.of().formatHex(bytes);
    var base64 = IntStream.range(0, 3).mapToObj(offset -> base64(bytes, offset));
    return Stream.concat(
        Stream.of(secret, hex, hex.toUpperCase(Locale.ROOT)),
        base64
            .filter(piece -> piece.length() >= MIN_PIECE)
            .flatMap(piece -> Stream.of(piece, piece.replace('+', '-').replace('/', '_'))));
  }

  /**
   * The characters of Base64 that depend on the secret only, if it starts at that offset in a group
   * of three bytes.
   */
  private static String base64(byte[] bytes, int before) {
    var padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    var encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
    // Each character has six bits; the first and the last may contain bits of neighbouring bytes.
    var from = (before * 8 + 5) / 6;
    var to = padded.length * 8 / 6;
    return from < to ? encoded.substring(from, to) : "";
  }
}
