package org.interlaminar.ehr.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.interlaminar.ehr.FetchFailed;

/** Whether the Group that the settings name is there and can be read. */
final class GroupRead implements Examination {
    @Override
    public String name() {
        return "Group";
    }

    static String path(Examined source) throws NotAsked {
        String group = source.settings().group();
        if (group.isBlank()) {
            throw new NotAsked("none is named in the settings");
        }
        return "Group/" + URLEncoder.encode(group, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        String path = path(source);
        try {
            JsonNode group =
                    new ObjectMapper().readTree(source.questions().get(path).body());
            if (!group.path("resourceType").asText("").equals("Group")) {
                return Finding.bad("Asked for the Group, the server answers with something else", advice(source));
            }
            int members = group.path("member").size();
            return members == 0
                    ? Finding.warning(
                            "The Group can be read and names no members",
                            "Some servers keep members to themselves and export them all the same; otherwise ask who fills"
                                    + " it.")
                    : Finding.good("The Group can be read and names " + members + " members");
        } catch (FetchFailed e) {
            return e.isGone()
                    ? Finding.bad(
                            "The Group that the settings name does not exist (" + e.status() + ")", advice(source))
                    : Finding.bad("Asked for the Group, " + e.getMessage(), advice(source));
        } catch (IOException e) {
            return Finding.bad("Asked for the Group, the answer is not well-formed JSON", advice(source));
        }
    }

    private static String advice(Examined source) {
        return "Ask the EHR's administrators for the Group's id in this environment and for the right to read it, and set "
                + source.key("group") + ".";
    }
}
