package io.dromedary.dialect;

import io.dromedary.settings.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as libpq writes it: {@code postgresql://user:password@host:port/database?sslmode=require}. Unlike
 * {@code java.net.URI} it takes host names with underscores, which containers often have.
 *
 * @param host name or address
 * @param port empty: the usual one
 * @param database its name
 * @param username empty: not given
 * @param password empty: not given
 * @param properties of the driver, after the question mark
 */
record DatabaseUrl(
        String host,
        OptionalInt port,
        String database,
        String username,
        Secret password,
        Map<String, String> properties) {
    private static final Pattern SYNTAX = Pattern.compile("postgres(?:ql)?://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^:@/?#]*))?@)?"
            + "(?<host>[^:@/?#\\[\\]]+|\\[[0-9a-fA-F:.%]+])(?::(?<port>\\d{1,5}))?"
            + "/(?<database>[^/?#]+)(?:\\?(?<query>[^?#]*))?");
    private static final int PORT_MAX = 65_535;

    /** Empty if the text does not look so. */
    static Optional<DatabaseUrl> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String port = matcher.group("port");
            return Optional.of(new DatabaseUrl(
                            matcher.group("host"),
                            port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                            decoded(matcher, "database"),
                            decoded(matcher, "user"),
                            new Secret(decoded(matcher, "password")),
                            properties(matcher.group("query"))))
                    .filter(url -> url.port().orElse(1) >= 1 && url.port().orElse(1) <= PORT_MAX);
        } catch (IllegalArgumentException e) {
            // A percent sign with no two hexadecimal digits.
            return Optional.empty();
        }
    }

    /** These properties, and those of the job, which win. */
    Map<String, String> propertiesAnd(Map<String, String> ofJob) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(ofJob);
        return all;
    }

    private static Map<String, String> properties(@Nullable String query) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("A property has a name and a value");
            }
            properties.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return properties;
    }

    private static String decoded(Matcher matcher, String group) {
        String text = matcher.group(group);
        return text == null ? "" : decoded(text);
    }

    /** A plus sign is a plus sign in a URL; only forms write a space so. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
