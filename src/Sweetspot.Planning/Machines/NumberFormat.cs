namespace Sweetspot.Planning;

/// <summary>In what numbers a device multiplies or keeps values. Unlike <see cref="Precision"/> it says nothing about how a model gets there.</summary>
#pragma warning disable CA1720 // int8 and int4 are what the field calls them
public enum NumberFormat
{
    /// <summary>32-bit floats.</summary>
    Fp32,

    /// <summary>32-bit floats of which a product keeps 10 bits of the fraction.</summary>
    Tf32,

    /// <summary>16-bit floats with 10 bits of fraction.</summary>
    Fp16,

    /// <summary>16-bit floats with the range of 32 bits.</summary>
    Bf16,

    /// <summary>8-bit floats.</summary>
    Fp8,

    /// <summary>8-bit integers.</summary>
    Int8,

    /// <summary>4-bit integers.</summary>
    Int4,

    /// <summary>4-bit floats with a shared scale.</summary>
    Fp4,
}
