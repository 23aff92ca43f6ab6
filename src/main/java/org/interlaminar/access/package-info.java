/** Who may: accounts, login, what each port and path asks for. Everything is denied that is not allowed here. */
package org.interlaminar.access;
