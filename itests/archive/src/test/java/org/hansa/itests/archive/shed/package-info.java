/**
 * A driver whose workloads are files in a folder, right or with one trouble, as its bundle says.
 */
package org.hansa.itests.archive.shed;
