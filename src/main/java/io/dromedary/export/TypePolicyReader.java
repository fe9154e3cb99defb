package io.dromedary.export;

import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.settings.Section;

/** Reads the keys of {@code export_settings} that say what becomes of types and values without an exact place. */
final class TypePolicyReader {
    private TypePolicyReader() {}

    static TypePolicies read(Section section) {
        return new TypePolicies(section.choice("unknown_types", UnknownTypes.TEXT));
    }
}
