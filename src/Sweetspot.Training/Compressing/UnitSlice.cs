namespace Sweetspot.Training;

/// <summary>What belongs to the units of a group in one tensor.</summary>
/// <param name="Tensor">Its name.</param>
/// <param name="Axis">The axis along which units lie.</param>
/// <param name="Role">What it says of a unit's magnitude.</param>
/// <param name="Span">Places of one unit along the axis.</param>
/// <param name="Offset">Place of the first unit.</param>
internal readonly record struct UnitSlice(string Tensor, int Axis, UnitRole Role, int Span = 1, int Offset = 0);
