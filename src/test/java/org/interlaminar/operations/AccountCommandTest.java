package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Accounts and tokens by command: made once with a role and a secret, listed, removed. */
@ExtendWith(OutputCaptureExtension.class)
class AccountCommandTest {
    private static Service service;

    private CapturedOutput output;

    /** What one command said. */
    private record Said(int exit, String words) {}

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void nobody(CapturedOutput output) {
        this.output = output;
        service.sql().sql("truncate access.account, access.token").update();
    }

    @Test
    void anAccountIsMadeWithAPasswordThatIsPrintedOnce() {
        Said made = say("account", "add", "--name", "ann", "--role", "abstractor");

        assertThat(made.exit).isZero();
        assertThat(made.words)
                .matches(
                        "Account ann \\(abstractor\\) has the password ([a-z2-9]{4}-){3}[a-z2-9]{4} \\(shown once, stored"
                                + " only as a hash\\)\n");
        assertThat(say("account", "list")).isEqualTo(new Said(0, "ann  abstractor\n"));
        assertThat(service.sql()
                        .sql("select password_hash from access.account")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}");
    }

    @Test
    void aNameThatIsTakenKeepsItsAccount() {
        say("account", "add", "--name", "ann", "--role", "abstractor");

        Said again = say("account", "add", "--name", "ann", "--role", "operator");

        assertThat(again.exit).isEqualTo(1);
        assertThat(again.words).contains("There is an account named ann already");
        assertThat(say("account", "list").words).isEqualTo("ann  abstractor\n");
    }

    @Test
    void anUnknownRoleABadNameAndAMissingOneAreUsage() {
        assertThat(say("account", "add", "--name", "ann", "--role", "admin")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(2);
            assertThat(said.words)
                    .contains("--role admin: it must be operator, abstractor, analyst, aggregate-reader or ehr.");
        });
        assertThat(say("account", "add", "--name", "command line: root", "--role", "operator").exit)
                .isEqualTo(2);
        assertThat(say("account", "list").words).contains("There is no account yet");
    }

    @Test
    void anAccountIsRemovedButNotTheOnlyOperator() {
        say("account", "add", "--name", "ann", "--role", "abstractor");
        say("account", "add", "--name", "olaf", "--role", "operator");

        assertThat(say("account", "remove", "--name", "ann")).isEqualTo(new Said(0, "Account ann is removed.\n"));
        assertThat(say("account", "remove", "--name", "ann")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(1);
            assertThat(said.words).contains("There is no account named ann.");
        });
        assertThat(say("account", "remove", "--name", "olaf")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(1);
            assertThat(said.words).contains("olaf is the only operator");
        });
        assertThat(say("account", "list").words).isEqualTo("olaf  operator\n");
    }

    @Test
    void anEhrBelongsToASource() {
        Said made = say("account", "add", "--name", "epic", "--role", "ehr", "--source", "hospital-a");

        assertThat(made.exit).isZero();
        assertThat(made.words).startsWith("Account epic (ehr  hospital-a) has the password ");
        assertThat(say("account", "list").words).isEqualTo("epic  ehr  hospital-a\n");
        assertThat(say("account", "add", "--name", "epic2", "--role", "ehr")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(2);
            assertThat(said.words).contains("--role ehr needs --source: whose data it pushes.");
        });
        assertThat(say("account", "add", "--name", "ann", "--role", "analyst", "--source", "hospital-a").exit)
                .isEqualTo(2);
        assertThat(say("account", "add", "--name", "epic2", "--role", "ehr", "--source", "Hospital A").exit)
                .isEqualTo(2);
    }

    @Test
    void aTokenIsPrintedOnceListedWithoutItselfAndRemoved() {
        Said made = say("token", "add", "--name", "epic", "--role", "ehr", "--source", "hospital-a", "--days", "30");

        assertThat(made.exit).isZero();
        assertThat(made.words)
                .matches("Token epic \\(ehr  hospital-a\\) is ilm_[A-Za-z0-9_-]{43} \\(shown once, stored only as a"
                        + " hash\\)\n");
        say("token", "add", "--name", "report", "--role", "aggregate-reader");
        assertThat(say("token", "list").words)
                .matches("epic  ehr  hospital-a  made \\S+Z, good until \\S+Z\n"
                        + "report  aggregate-reader  made \\S+Z, good until removed\n");
        assertThat(say("token", "remove", "--name", "epic")).isEqualTo(new Said(0, "Token epic is removed.\n"));
        assertThat(say("token", "remove", "--name", "epic")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(1);
            assertThat(said.words).contains("There is no token named epic.");
        });
    }

    @Test
    void aTokenForAPersonsRoleOrForNoTimeIsUsage() {
        assertThat(say("token", "add", "--name", "t", "--role", "operator")).satisfies(said -> {
            assertThat(said.exit).isEqualTo(2);
            assertThat(said.words).contains("--role operator: it must be analyst, aggregate-reader or ehr.");
        });
        assertThat(say("token", "add", "--name", "t", "--role", "ehr").exit).isEqualTo(2);
        assertThat(say("token", "add", "--name", "t", "--role", "analyst", "--days", "0").exit)
                .isEqualTo(2);
        assertThat(say("token", "list").words).isEqualTo("There is no token.\n");
    }

    private Said say(String... arguments) {
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments);
        return new Said(exit, output.getAll().substring(before));
    }
}
