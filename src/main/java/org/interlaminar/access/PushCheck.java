package org.interlaminar.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether the keys of EHRs that sign can be used, without starting anything. */
@Component
public class PushCheck {
    private final PushSettings settings;

    PushCheck(PushSettings settings) {
        this.settings = settings;
    }

    /** Ids of the sources whose EHR pushes with signed tokens. */
    public Set<String> sources() {
        return settings.signed().keySet();
    }

    /** One sentence that names the setting, or empty when there is nothing to say. */
    public Optional<String> whatIsWrong(String source) {
        Path file = settings.signed().get(source).jwks();
        try {
            new KeySet(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(sentence(source, file, e));
        }
    }

    static String sentence(String source, Path file, IOException why) {
        return PushSettings.key(source) + ".jwks names " + file + ", which " + why.getMessage() + ".";
    }
}
