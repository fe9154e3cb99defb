package io.dromedary.export;

import java.util.Optional;

/** The version of this program. */
public final class ToolVersion {
    /** As built; {@code development} when run from classes. */
    public static final String CURRENT = "Dromedary "
            + Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private ToolVersion() {}
}
