//! Numbers worked into each other.

/// Two odd numbers with bits all over.
pub(crate) const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
pub(crate) const SECOND: u64 = 0xd1b5_4a32_d192_ed03;

/// Both halves of the product: each of its bits depends on nearly all of both numbers.
pub(crate) fn mixed(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}
