/** PostgreSQL: the one the settings name, or one of our own below the data folder; its schema; its locks. */
package org.interlaminar.store;
