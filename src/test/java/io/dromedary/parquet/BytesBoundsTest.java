package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.parquet.BytesBounds.BoundsKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BytesBoundsTest {

    @Test
    void keepsShortTextAsItIs() {
        Bounds bounds = boundsOf(BoundsKind.TEXT, text("pear"), text(""), text("apple"), text("pears"));
        assertThat(new String(bounds.min, StandardCharsets.UTF_8)).isEmpty();
        assertThat(new String(bounds.max, StandardCharsets.UTF_8)).isEqualTo("pears");
        assertThat(bounds.minExact && bounds.maxExact).isTrue();
    }

    @Test
    void shortensLongTextDownAndUp() {
        Bounds bounds = boundsOf(BoundsKind.TEXT, text("a".repeat(100)));
        assertThat(new String(bounds.min, StandardCharsets.UTF_8)).isEqualTo("a".repeat(64));
        assertThat(new String(bounds.max, StandardCharsets.UTF_8)).isEqualTo("a".repeat(63) + "b");
        assertThat(bounds.minExact || bounds.maxExact).isFalse();
    }

    @Test
    void doesNotCutACharacter() {
        // 63 bytes, then a character of four that would end at 67.
        Bounds bounds = boundsOf(BoundsKind.TEXT, text("a".repeat(63) + "\uD83D\uDC2A" + "z"));
        assertThat(new String(bounds.min, StandardCharsets.UTF_8)).isEqualTo("a".repeat(63));
        assertThat(new String(bounds.max, StandardCharsets.UTF_8)).isEqualTo("a".repeat(62) + "b");
    }

    @Test
    void skipsSurrogatesWhenCountingUp() {
        Bounds bounds = boundsOf(BoundsKind.TEXT, text("a".repeat(61) + "\uD7FF" + "tail"));
        assertThat(new String(bounds.max, StandardCharsets.UTF_8)).isEqualTo("a".repeat(61) + "\uE000");
    }

    @Test
    void hasNoBoundsAboveTheLastCharacters() {
        assertThat(find(BoundsKind.TEXT, text("\uDBFF\uDFFF".repeat(20)))).isNull();
    }

    @Test
    void hasNoBoundsForTextThatIsNotUtf8() {
        assertThat(find(BoundsKind.TEXT, hex("c3" + "61".repeat(80)))).isNull();
    }

    @Test
    void countsUpTheLastByteThatCanBe() {
        Bounds bounds = boundsOf(BoundsKind.BINARY, hex("01" + "ff".repeat(99)));
        assertThat(bounds.max).isEqualTo(hex("02"));
        assertThat(find(BoundsKind.BINARY, hex("ff".repeat(65)))).isNull();
    }

    @Test
    void ordersBytesUnsignedAndDecimalsSigned() {
        byte[] minusOne = hex("ff".repeat(9));
        byte[] one = hex("00".repeat(8) + "01");
        byte[] two = hex("00".repeat(8) + "02");
        assertThat(boundsOf(BoundsKind.BINARY, minusOne, two, one).max).isEqualTo(minusOne);
        assertThat(boundsOf(BoundsKind.DECIMAL, minusOne, two, one).max).isEqualTo(two);
        assertThat(boundsOf(BoundsKind.DECIMAL, two, one, minusOne).min).isEqualTo(minusOne);
    }

    @Test
    void tellsAPrefixFromAPrefixWithZeros() {
        Bounds bounds = boundsOf(BoundsKind.BINARY, hex("6100"), hex("61"), hex("610000"));
        assertThat(bounds.min).isEqualTo(hex("61"));
        assertThat(bounds.max).isEqualTo(hex("610000"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Bounds boundsOf(BoundsKind kind, byte[]... values) {
        Bounds bounds = find(kind, values);
        assertThat(bounds).isNotNull();
        return java.util.Objects.requireNonNull(bounds);
    }

    private static @Nullable Bounds find(BoundsKind kind, byte[]... values) {
        var data = new GrowableBytes();
        for (byte[] value : values) {
            data.put(value, 0, value.length);
        }
        var bounds = new BytesBounds(kind);
        bounds.start(java.util.Arrays.copyOf(data.bytes, data.size));
        int start = 0;
        for (byte[] value : values) {
            bounds.add(start, value.length);
            start += value.length;
        }
        return bounds.take();
    }
}
