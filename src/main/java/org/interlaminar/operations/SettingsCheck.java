package org.interlaminar.operations;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Refuses to start on a setting nobody knows: a typo must never be a silent default. */
public final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The settings cannot be used; the message names the keys. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> unknown = Settings.unknown(named(context.getEnvironment()));
        if (!unknown.isEmpty()) {
            throw new Refused("The configuration has an " + String.join(". It has an ", unknown));
        }
    }

    /** Keys of ours as files and the command line write them; environment variables lose their dots and are not judged. */
    static Set<String> named(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        environment.getPropertySources().forEach(source -> {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith("interlaminar.")) {
                        names.add(name);
                    }
                }
            }
        });
        return names;
    }
}
