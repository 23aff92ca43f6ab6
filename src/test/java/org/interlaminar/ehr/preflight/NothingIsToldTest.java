package org.interlaminar.ehr.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.util.List;
import org.interlaminar.ehr.preflight.ClaimingEhr.Lie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A report goes into tickets: whatever the server shows or says, nothing of a record, no search and no secret is in it. */
@ExtendWith(OutputCaptureExtension.class)
class NothingIsToldTest {
    @TempDir
    private Path folder;

    @Test
    void neitherByAServerThatIsWellNorByOneThatLies(CapturedOutput log) throws Exception {
        try (ClaimingEhr ehr = new ClaimingEhr()) {
            ehr.exports("Group", "system").tellsHistory().asksFor("CANARY-secret-token");
            ehr.tokens(answer -> answer.withBody("{\"access_token\":\"CANARY-secret-token\",\"token_type\":\"bearer\","
                    + "\"scope\":\"system/*.rs CANARY/scope\"}"));
            assertThatNothingIsTold(ehr);
            for (String parameter : List.of("_lastUpdated", "code", "patient", "_id", "_sort", "_count")) {
                for (Lie lie : Lie.values()) {
                    ehr.with(parameter, lie);
                    assertThatNothingIsTold(ehr);
                }
            }
            ehr.leadsOn(next -> "https://elsewhere.example/fhir?name=" + ClaimingEhr.CANARY);
            assertThatNothingIsTold(ehr);
            ehr.callsItself("\u0000" + ClaimingEhr.CANARY + "\n");
            ehr.speaks(ClaimingEhr.CANARY);
            assertThatNothingIsTold(ehr);
            ehr.answersWith(answer -> answer.withStatus(500));
            assertThatNothingIsTold(ehr);
            ehr.tokens(answer -> answer.withStatus(400).withBody("{\"error\":\"" + ClaimingEhr.CANARY + "\"}"));
            assertThatNothingIsTold(ehr);
        }
        assertThat(log.getAll()).doesNotContain(ClaimingEhr.CANARY);
    }

    private void assertThatNothingIsTold(ClaimingEhr ehr) throws Exception {
        Report report = Examining.server(ehr)
                .types("Patient", "Condition", "Procedure", "Observation")
                .set("auth.method", "client-secret")
                .set("auth.client-id", "interlaminar")
                .set("auth.secret-file", Keys.secret(folder, "CANARY-client-secret"))
                .set("group", "g1")
                .examine(new Options(true));
        String all = new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(report);
        assertThat(all).doesNotContain(ClaimingEhr.CANARY).doesNotContain("?");
    }
}
