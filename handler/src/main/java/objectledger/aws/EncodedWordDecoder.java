package objectledger.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Decodes the RFC 2047 encoded words, such as {@code =?UTF-8?B?w6k=?=}, in which S3 returns user
 * metadata that is not ASCII. Other text, and a malformed encoded word, is left unchanged.
 */
final class EncodedWordDecoder {
  /** The RFC forbids a raw space in a Q word, but many encoders write one. */
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([BbQq])\\?([^?\\r\\n]*)\\?=");

  /** White space between two encoded words is ignored (RFC 2047, section 6.2). */
  private static final Pattern BETWEEN = Pattern.compile("[ \\t\\r\\n]*");

  private EncodedWordDecoder() {}

  /** An encoded word with its position. Its bytes may end inside a character. */
  private record Word(int start, int end, Charset charset, ByteBuffer bytes) {}

  /** The text of one word, or of adjacent words that are decoded together. */
  private record Part(int start, int end, String decoded) {}

  static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    var decoded = new StringBuilder();
    var end = 0;
    for (var part : parts(text)) {
      if (end == 0 || !isBetween(text, end, part.start())) {
        decoded.append(text, end, part.start());
      }
      decoded.append(part.decoded());
      end = part.end();
    }
    return decoded.append(text, end, text.length()).toString();
  }

  /** Joins adjacent words of the same charset, because an encoder may split a character. */
  private static List<Part> parts(String text) {
    var parts = new ArrayList<Part>();
    var run = new ArrayList<Word>();
    for (var found : WORD.matcher(text).results().toList()) {
      var word = word(found);
      if (word.isPresent()) {
        if (!run.isEmpty() && !continues(text, run.getLast(), word.get())) {
          addDecoded(parts, run);
          run.clear();
        }
        run.add(word.get());
      }
    }
    addDecoded(parts, run);
    return parts;
  }

  private static boolean continues(String text, Word word, Word next) {
    return word.charset().equals(next.charset()) && isBetween(text, word.end(), next.start());
  }

  private static boolean isBetween(String text, int from, int to) {
    return BETWEEN.matcher(text).region(from, to).matches();
  }

  /** Decodes adjacent words together; if that fails, each on its own. */
  private static void addDecoded(List<Part> parts, List<Word> run) {
    if (run.isEmpty()) {
      return;
    }
    var bytes = new ByteArrayOutputStream();
    run.forEach(word -> bytes.writeBytes(word.bytes().array()));
    try {
      var decoder = run.getFirst().charset().newDecoder();
      parts.add(
          new Part(
              run.getFirst().start(),
              run.getLast().end(),
              decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString()));
    } catch (CharacterCodingException e) {
      if (run.size() > 1) {
        run.forEach(word -> addDecoded(parts, List.of(word)));
      }
    }
  }

  /** A word; empty if the charset is unknown, or Base64 or an escape is malformed. */
  private static Optional<Word> word(MatchResult found) {
    try {
      var bytes =
          found.group(2).equalsIgnoreCase("B")
              ? Base64.getDecoder().decode(found.group(3))
              : quotedPrintable(found.group(3));
      return charset(found.group(1))
          .map(charset -> new Word(found.start(), found.end(), charset, ByteBuffer.wrap(bytes)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Only these charsets, because some of Java's decode to lone surrogates, which have no UTF-8
   * form.
   */
  private static Optional<Charset> charset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8" -> Optional.of(StandardCharsets.UTF_8);
      case "ISO-8859-1" -> Optional.of(StandardCharsets.ISO_8859_1);
      case "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
      default -> Optional.empty();
    };
  }

  private static byte[] quotedPrintable(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c > 0x7F) {
        throw new IllegalArgumentException("a character is not encoded");
      }
      if (c == '=') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("an escape is cut short");
        }
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }
}
