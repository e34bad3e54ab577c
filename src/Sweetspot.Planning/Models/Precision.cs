namespace Sweetspot.Planning;

/// <summary>In what numbers a model is trained and run.</summary>
public enum Precision
{
    /// <summary>32-bit floats throughout.</summary>
    Fp32,

    /// <summary>Matrix products of training in 16-bit floats (bfloat16); kept and run in 32 bits.</summary>
    Bf16,

    /// <summary>Trained in 32 bits; run with 8-bit weights in linear layers, activations quantised while it runs.</summary>
    Int8Dynamic,

    /// <summary>Trained in 32 bits; run with 8-bit weights and activations in convolutions and linear layers, with ranges seen on training rows.</summary>
    Int8Static,
}
