using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Runs a trained model in 8-bit integers. Made where exporting is known; trainings know only this.</summary>
public interface IQuantizer
{
    /// <summary>What the model answers once it is exported and quantised: [rows × outputs] scores of classes, or numbers on the data's scale.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Its weights by the names of the state dictionary.</param>
    /// <param name="precision">The kind of integers.</param>
    /// <param name="calibration">Training rows, for the ranges of activations.</param>
    /// <param name="rows">What is to be answered.</param>
    /// <exception cref="Core.UserInputException">The model cannot be exported or quantised.</exception>
    float[] Answer(ModelDescription model, IReadOnlyDictionary<string, WeightTensor> weights, Precision precision, EncodedData calibration, EncodedData rows);
}
