package io.dromedary.settings;

/** Reads the section {@code s3} of a specification: how a store is reached, where that differs from the settings. */
public final class S3SettingsReader {
    private final S3Settings defaults;

    /** What is left out is as the defaults say. */
    public S3SettingsReader(S3Settings defaults) {
        this.defaults = defaults;
    }

    /** Reads the section; problems go to it. */
    public S3Settings read(Section section) {
        var settings = new S3Settings(
                section.findText("endpoint").orElse(defaults.endpoint()),
                section.findText("region").orElse(defaults.region()),
                section.flag("path_style", defaults.pathStyle()),
                section.findText("access_key_env").orElse(defaults.accessKeyEnv()),
                section.findText("secret_key_env").orElse(defaults.secretKeyEnv()),
                section.findText("session_token_env").orElse(defaults.sessionTokenEnv()),
                section.choice("conditional_put", defaults.conditionalPut()),
                defaults.uploads());
        section.finish();
        return settings;
    }
}
