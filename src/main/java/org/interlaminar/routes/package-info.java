/** What the routes in {@code camel-routes/} need and no other room owns: the failure policy's bean, the check at start-up. */
package org.interlaminar.routes;
