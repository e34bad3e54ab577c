using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A batch as a model takes it.</summary>
/// <param name="Numbers">(B, numbers), or for a cnn or vit (B, C, H, W); of width 0 where there are none.</param>
/// <param name="Ids">(B, ids), 64-bit; of width 0 where there are none.</param>
internal readonly record struct ModelInput(Tensor Numbers, Tensor Ids)
{
    /// <summary>The model's answers, (B, outputs). A model of one tensor gets the one that there is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="type">In which numbers the model computes; answers are of 32 bits.</param>
    public Tensor Call(nn.Module model, ScalarType type = ScalarType.Float32)
    {
        var numbers = type == ScalarType.Float32 ? Numbers : Numbers.to(type);
        var answers = model switch
        {
            nn.Module<Tensor, Tensor> one => one.call(numbers.shape[1] == 0 ? Ids : numbers),
            nn.Module<Tensor, Tensor, Tensor> two => two.call(numbers, Ids),
            _ => throw new ArgumentException($"{model.GetName()} takes neither numbers nor ids", nameof(model)),
        };
        return type == ScalarType.Float32 ? answers : answers.to(ScalarType.Float32);
    }
}
