package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManifestDigestTest {
    private static final String OPEN = """
            {
              "note" : "\\"manifest_sha256\\" : \\"grüße",
              "manifest_sha256" : "%s"
            }
            """.formatted(ManifestDigest.PLACEHOLDER);

    private final byte[] sealed = ManifestDigest.sealed(OPEN.getBytes(StandardCharsets.UTF_8));

    @Test
    void replacesThePlaceholderAndNothingElse() {
        String digest = ManifestDigest.find(sealed).orElseThrow();

        assertThat(digest).matches("[0-9a-f]{64}").isNotEqualTo(ManifestDigest.PLACEHOLDER);
        assertThat(new String(sealed, StandardCharsets.UTF_8))
                .isEqualTo(OPEN.replace(ManifestDigest.PLACEHOLDER, digest));
        assertThat(ManifestDigest.of(sealed)).isEqualTo(digest);
    }

    @Test
    void everyChangeOfAnyByteIsSeen() {
        for (int i = 0; i < sealed.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = sealed.clone();
                changed[i] ^= (byte) bit;
                assertThat(ManifestDigest.find(changed).filter(told -> told.equals(ManifestDigest.of(changed))))
                        .as("bit %d of byte %d", bit, i)
                        .isEmpty();
            }
        }
    }

    @Test
    void aDocumentWithoutItHasNone() {
        assertThat(ManifestDigest.find("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThatThrownBy(() -> ManifestDigest.of("{}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("The document has no field manifest_sha256");
    }
}
