/**
 * The process of an isolated driver. Nothing here runs in the container: the parent copies these
 * classes out of the bundle and starts them. It ends when its standard input does.
 */
package org.hansa.core.isolation.child;
