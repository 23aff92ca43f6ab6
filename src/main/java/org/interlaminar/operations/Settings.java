package org.interlaminar.operations;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every setting there is, read off the settings records: what the start check and the documentation are held against. */
final class Settings {
    /**
     * One setting.
     *
     * @param key with {@code *} for a name the site chooses and {@code [*]} for a list's place
     * @param standard default as written in the record; empty when there is none
     */
    record Setting(String key, String type, String standard) {}

    private Settings() {}

    static List<Setting> all() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Setting> settings = new ArrayList<>();
        scan.findCandidateComponents("org.interlaminar").forEach(candidate -> {
            Class<?> type = ClassUtils.resolveClassName(candidate.getBeanClassName(), null);
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            if (type.isRecord()) {
                add(settings, prefix, type);
            }
        });
        return settings.stream()
                .distinct()
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    /** Names among the given ones that no record knows, with the nearest known one where there is one near. */
    static List<String> unknown(Set<String> names) {
        List<Setting> known = all();
        List<Pattern> patterns = known.stream()
                .map(setting -> Pattern.compile(Arrays.stream(setting.key.split("\\*", -1))
                                .map(Pattern::quote)
                                .reduce((one, other) -> one + "[^.\\[\\]]+" + other)
                                .orElseThrow()
                        + "(\\[\\d+\\])?"))
                .toList();
        List<String> unknown = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            if (patterns.stream()
                    .noneMatch(pattern -> pattern.matcher(dashed(name)).matches())) {
                unknown.add("unknown setting " + name + nearest(name, known));
            }
        }
        return unknown;
    }

    private static String nearest(String name, List<Setting> known) {
        return known.stream()
                .min((one, other) -> Integer.compare(distance(name, one.key), distance(name, other.key)))
                .filter(setting -> distance(name, setting.key) <= 4)
                .map(setting -> "; did you mean " + setting.key + "?")
                .orElse("; docs/running.md lists all settings");
    }

    private static void add(List<Setting> settings, String prefix, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String key = prefix + "." + dashed(component.getName());
            add(settings, key, component.getGenericType(), component.getType(), standard(type, i));
        }
    }

    private static void add(List<Setting> settings, String key, Type generic, Class<?> type, String standard) {
        if (type.isRecord() && !type.getName().startsWith("java.")) {
            add(settings, key, type);
        } else if (Map.class.isAssignableFrom(type)) {
            element(settings, key + ".*", generic, 1, standard);
        } else if (java.util.Collection.class.isAssignableFrom(type)) {
            element(settings, key, generic, 0, standard);
        } else {
            settings.add(new Setting(key, type.getSimpleName(), standard));
        }
    }

    private static void element(List<Setting> settings, String key, Type generic, int argument, String standard) {
        Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[argument];
        if (element.isRecord()) {
            add(settings, argument == 0 ? key + "[*]" : key, element);
        } else {
            settings.add(new Setting(key, "list of " + element.getSimpleName(), standard));
        }
    }

    private static String standard(Class<?> type, int at) {
        int count = type.getRecordComponents().length;
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == count)
                .map(constructor -> constructor.getParameters()[at].getAnnotation(DefaultValue.class))
                .filter(java.util.Objects::nonNull)
                .map(annotation -> String.join(", ", annotation.value()))
                .findFirst()
                .orElse("");
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
