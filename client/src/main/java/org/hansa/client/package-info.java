/**
 * The client outside of Karaf: the shell's verbs over REST, as one account of one installation. It
 * runs one command line and ends; it keeps contexts in a file of the user's own and sends a token
 * to no other host than the one that gave it. What is refused is one line with a cure.
 */
package org.hansa.client;
