onmessage = ({ data }) => {
  const n = new Int32Array(data);
  n[0] = n[0] + 1; // want no-plain-update
};
