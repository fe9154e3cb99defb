package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKTReader;

/** The forms of geometries, by hand: PostGIS is not needed. */
class EwkbTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String REFUSED =
            "the server sent a geometry that is not as PostGIS documents it; please report this";

    private final Ewkb ewkb = new Ewkb();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "ewkb.csv", delimiter = '|')
    void becomesTheFormOfIso(String id, String sent, String iso, int srid, String wkt) throws Exception {
        assertThat(toIso(HEX.parseHex(sent))).isEqualTo(iso);
        assertThat(ewkb.srid()).isEqualTo(srid);
        if (wkt != null) {
            assertThat(ofForeignReader(HEX.parseHex(iso)).equalsExact(new WKTReader().read(wkt)))
                    .as("%s is %s for JTS", id, ofForeignReader(HEX.parseHex(iso)))
                    .isTrue();
        }
    }

    private static Geometry ofForeignReader(byte[] iso) throws ParseException {
        return new WKBReader().read(iso);
    }

    /** In the middle of other bytes, which stay as they are. */
    private String toIso(byte[] value) throws UnfitValueException {
        ByteBuffer wire =
                ByteBuffer.allocate(value.length + 20).put(new byte[10]).put(value);
        ewkb.start(wire.array());
        int length = ewkb.toIso(10, value.length, 0);
        byte[] around = wire.array();
        assertThat(IntStream.concat(IntStream.range(0, 10), IntStream.range(value.length + 10, value.length + 20)))
                .allMatch(i -> around[i] == 0);
        return HEX.formatHex(around, 10, 10 + length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "ewkb.csv", delimiter = '|')
    void isRefusedWhereItIsCutOffOrTooLong(String id, String sent) {
        byte[] value = HEX.parseHex(sent);
        for (int length = 0; length < value.length; length++) {
            byte[] cut = HEX.parseHex(sent, 0, 2 * length);
            assertThatThrownBy(() -> toIso(cut))
                    .as("%s of %d bytes", id, cut.length)
                    .hasMessage(REFUSED);
        }
        assertThatThrownBy(() -> toIso(HEX.parseHex(sent + "00"))).hasMessage(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a type that nobody knows
                "010d00000000000000",
                // more points than bytes, and more than 31 bits
                "0102000000ffffff7f",
                "0102000000ffffffff",
                // an SRID inside that is not the one outside
                "0104000020e610000001000000" + "0101000020110f0000000000000000f03f0000000000000040"
            })
    void isRefusedIfItIsSomethingElse(String sent) {
        assertThatThrownBy(() -> toIso(HEX.parseHex(sent))).hasMessage(REFUSED);
    }

    @Test
    void isRefusedInsteadOfOverflowingTheStack() {
        byte[] deep = HEX.parseHex("010700000001000000".repeat(100_000) + "010700000000000000");
        assertThatThrownBy(() -> toIso(deep))
                .hasMessage("a geometry of more than 256 levels; exclude the row with where_clause");
    }

    /** geometry(Point), geometry(Point,4326), geometry(PointZM,3857), geometry(Geometry,999999), and one without. */
    @ParameterizedTest
    @CsvSource({"4, 0", "1107460, 4326", "987399, 3857", "255999744, 999999", "-1, 0"})
    void theModifierOfATypeHasTheSrid(int modifier, int srid) {
        assertThat(GeometryModifier.srid(modifier)).isEqualTo(srid);
    }
}
