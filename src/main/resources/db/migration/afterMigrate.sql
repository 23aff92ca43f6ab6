-- At every start: a role that has come since is granted what it may read.
select access.admit_readers();
