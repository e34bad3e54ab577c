using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>What a <see cref="DecoderBlock"/> attends to: keys and values of what was read, and of what is written so far. Its tensors belong to the caller's dispose scope.</summary>
/// <param name="ReadKeys">(B, heads, S, part).</param>
/// <param name="ReadValues">(B, heads, S, part).</param>
/// <param name="Bias">Added to the scores of what was read, (B, 1, 1, S).</param>
/// <param name="Keys">(B, heads, steps, part), filled step by step; null where all tokens are given at once.</param>
/// <param name="Values">The same of values.</param>
internal sealed record DecoderMemory(Tensor ReadKeys, Tensor ReadValues, Tensor Bias, Tensor? Keys, Tensor? Values)
{
    private int _written;

    /// <summary>Whether tokens come one by one.</summary>
    public bool IsStepwise => Keys is not null;

    /// <summary>All keys and values so far, those given included.</summary>
    public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values)
    {
        if (Keys is null || Values is null)
        {
            return (keys, values);
        }

        Keys.narrow(2, _written, 1).copy_(keys);
        Values.narrow(2, _written, 1).copy_(values);
        _written++;
        return (Keys.narrow(2, 0, _written), Values.narrow(2, 0, _written));
    }
}
