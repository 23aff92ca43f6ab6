package org.interlaminar.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.interlaminar.access.Access.Account;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The local accounts. Passwords come and go as hashes only. */
@Component
class Accounts {
    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws UsernameNotFoundException when there is none of that name */
    KnownAccount find(String name) {
        Optional<KnownAccount> found = jdbc.sql(
                        "select name, password_hash, role, source from access.account where name = ?")
                .param(name)
                .query((row, i) -> new KnownAccount(
                        row.getString("name"),
                        row.getString("password_hash"),
                        Role.of(row.getString("role")).orElseThrow(),
                        row.getString("source")))
                .optional();
        return found.orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }

    /** One statement, so that of several nodes starting together exactly one creates the account. */
    boolean createFirst(String name, String hash, Role role) {
        return jdbc.sql("insert into access.account (name, password_hash, role) select ?, ?, ?"
                                + " where not exists (select from access.account) on conflict do nothing")
                        .params(name, hash, role.word())
                        .update()
                == 1;
    }

    /** @param source null unless the role is that of an EHR @return false when the name is taken, by a token even */
    boolean create(String name, String hash, Role role, String source) {
        return jdbc.sql("insert into access.account (name, password_hash, role, source) select ?, ?, ?, ?"
                                + " where not exists (select from access.token where name = ?) on conflict do nothing")
                        .params(name, hash, role.word(), source, name)
                        .update()
                == 1;
    }

    List<Account> all() {
        return jdbc.sql("select name, role, source from access.account order by name")
                .query((row, i) -> new Account(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** @return false when there is no such account, or it is the only operator */
    @Transactional
    public boolean remove(String name) {
        jdbc.sql("lock table access.account in share row exclusive mode").update();
        return jdbc.sql("delete from access.account where name = ? and (role <> ? or exists (select from access.account"
                                + " where role = ? and name <> ?))")
                        .params(name, Role.OPERATOR.word(), Role.OPERATOR.word(), name)
                        .update()
                == 1;
    }

    /** Whether the account is there and has one of these roles now. */
    boolean has(String name, Collection<Role> roles) {
        return jdbc.sql("select exists (select from access.account where name = ? and role = any(?))")
                .params(name, roles.stream().map(Role::word).toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    boolean isEmpty() {
        return !jdbc.sql("select exists (select from access.account)")
                .query(Boolean.class)
                .single();
    }

    /** @return false when there is no such account */
    boolean changePassword(String name, String hash) {
        return jdbc.sql("update access.account set password_hash = ? where name = ?")
                        .params(hash, name)
                        .update()
                == 1;
    }
}
