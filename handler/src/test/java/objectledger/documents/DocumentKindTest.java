package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves that the measured documents are what their labels and figures say. */
class DocumentKindTest {
  @Test
  void figuresAreNamedByTheLabel() {
    assertThat(Arrays.stream(DocumentKind.values()).map(DocumentKind::figure))
        .containsExactly(
            "documents.orders",
            "documents.orders-declared",
            "documents.texts",
            "documents.japanese-texts",
            "documents.nested",
            "documents.numbers");
  }

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void onlyTheDeclaredKindHasADeclaredTable(DocumentKind kind) {
    assertThat(kind.isDeclared()).isEqualTo(kind.label().endsWith(", declared"));
  }

  @Test
  void declaredOrdersAreTheSameDocumentAsOrders() {
    assertThat(DocumentKind.DECLARED_ORDERS.document(10_000))
        .isEqualTo(DocumentKind.ORDERS.document(10_000));
  }

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void aDocumentHasWholeRowsOfAboutItsSize(DocumentKind kind) {
    var document = kind.document(10_000);

    assertThat(document).hasSizeBetween(8_500, 10_500);
    assertThat(new String(document, UTF_8)).startsWith("{").endsWith("}\n");
  }
}
