/**
 * Runs workloads as processes of another Linux machine, by SSH. The Java side says what is wanted
 * and reads what is said; what is done there one shell script does, which is laid there once.
 */
package org.hansa.drivers.sshhost;
