[assembly: Trait("Speed", "Slow")]
