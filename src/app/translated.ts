/**
 * Lets a browser translate the page: it puts elements of its own in the place of texts, and React stops altogether
 * where a text that it wants to remove, or to put another one before, has gone. Such a text is left where it is.
 */
export function bearTranslation(): void {
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    return child.parentNode === this ? (removeChild.call(this, child) as T) : child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, at: Node | null): T {
    const there = at?.parentNode === this ? at : null;
    return insertBefore.call(this, node, there) as T;
  };
}
